"""What gunicorn serves: the app, and the local issuer's sign-in beside it."""

import os
from datetime import UTC, datetime
from pathlib import Path

from chalice.app import Blueprint

from app import app
from local import hospital, hotel, issuer, sample
from local.gateway import Gateway
from local.sign_in import Codes, SignIn, serve_sign_in

home = Path(os.environ["DATA"]) / "issuer"
files = (sample.file(datetime.now(UTC).date()), hotel.file(), hospital.file())
sign_in = Blueprint(__name__)
serve_sign_in(sign_in, SignIn(issuer.at(home), Codes(home / "codes"), files))
app.register_blueprint(sign_in)
application = Gateway(app)
