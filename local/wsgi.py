"""What gunicorn serves."""

from app import app
from local.gateway import Gateway

application = Gateway(app)
