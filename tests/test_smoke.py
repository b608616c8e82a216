import pytest
from tests.support.paths import walk, ways_to

@pytest.mark.parametrize("state", sorted(ways_to()))
def test_ways(world, state):
    assert walk(world, ways_to()[state]).ticket["state"] == state

def test_engine(real):
    r = real.intake()
    assert r.status == 201
    assert real.get(f"/tickets/{r.ticket['id']}/history", "desk-chan").json["items"][0]["command"]=="ticket-intake"
    assert real.get(f"/tickets/{r.ticket['id']}/contact", "desk-chan").json["phone"]=="13800138001"
    assert real.get("/tickets?unit=A-1203", "desk-chan").json["items"]
    assert real.get("/tickets", "desk-chan").json["items"]
    assert real.get("/my/tickets", "owner-wong").json["items"]
    print(real.get("/duty-record?day=2026-03-02", "desk-chan").json)
    n=r.ticket["forms"][0]["number"]
    assert real.get(f"/forms/{n}", "desk-chan").status==200
    p=real.get(f"/tickets/{r.ticket['id']}/forms/{n}?copy=working", "desk-chan"); assert p.status==200; open('/tmp/order.html','wb').write(p.body)
    print(real.get("/inbox", "engineer-lee").json, real.get("/desk", "desk-chan").status, real.get("/units/A-1203", "desk-chan").json)
    print(real.post("/people/find", "desk-chan", {"phone":"+86 13800138001"}).json)
    real.clock.tick(minutes=5)
    print(real.post("/jobs/dispatch-check", "admin-cheng", {}).json)
    print(real.get("/inbox", "engineer-lee").json,)
    print(real.get("/inbox", "supervisor-chow").json,)
