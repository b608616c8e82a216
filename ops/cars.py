"""The words of the page on cars, drivers and trips."""

OPENING = """# Cars, drivers and trips 用車

Written by `make pictures`; the table is `chalicelib/reception/cars/life.py` as it is enforced. A
car for guests is approved by how far it goes, then arranged, and neither car nor driver is booked
twice for one time (R-4.3.7).

## Cars and drivers

The office, its head and administrators keep both: `POST /sites/{site}/cars`, `…/drivers`, and
each one's `…/change` and `…/history`. A plate is one car's, whichever spaces, signs, width or
characters it is written with; a person of the site is one driver. What is closed keeps what is
booked and is booked for nothing anew. An odometer that was read wrongly is set right by
`…/change`.

Each keeps its own bookings, from an instant to before another: what begins as another ends is
free. Its version decides, so of any number who book at once one gets it. What was over 62 days
ago is left out when the car or driver next changes. `GET …/cars/calendar?from_day=&to_day=`, 31
days at most, is a row for each car and driver, with a bar for each booking that touches those
days at the site.

## Asking

`POST …/trips` names a reception, a vehicle line of its plan, passengers, destination and times
within the reception's days. A destination among the settings' `districts`, however it is written,
is `city`; all else is `long_distance`, and says how many km it is there and back. A line is for
so many trips as it counts (`line_used`); one that is refused, withdrawn or cancelled makes room.
While a trip is neither over nor given up its reception is neither cancelled nor closed.

Nothing may be spent on the line, no trip: what `judging.may_spend` refuses is refused, but for a
long distance that the GM has not granted, which is then asked of him for the trip.

| the reception | the trip |
|---|---|
| signed by the office head or above, same destination, `city` | approved: `covered` says by whom |
| the GM granted the line its long distance, the same destination | approved, likewise |
| other, `city` | the office head signs; the seat goes up to the GM |
| other, `long_distance` | the GM signs, his substitute only if `gm_delegable` |

Neither who asked for the trip signs it, nor who asked for its reception or wrote at it. After
`approve_hours` the function `receptions` reminds, and then daily.

## Arranging and driving

`…/arrange` books car and driver within the days that were asked for, in place of what the trip
had before: trip, car and driver change in one transaction, or none does. `car_closed`,
`driver_closed`, `car_too_small`, `car_taken` and `driver_taken` refuse; the last two name the
trip that has it, and from when to when.

What a trip was approved by has to count still when it is arranged, and again when the car leaves:
a reception edited since is signed anew first (`budget_missing`); and if its plan covers the trip no
more, its days are others, or the destination is beyond the city by now, the trip is cancelled and
asked for anew (`approval_gone`).

`…/depart` notes the odometer, no less than the car was read last, not before the trip's day, and
not while car or driver is out with another trip. `…/return` notes it again: the distance is
worked out, and what is left of the time is free. More than `city_km` within the city, or than was
declared beyond it, is the finding `distance_beyond`, on the trip and in its reception's `rides`,
for whoever pays what the line costs; it stops nothing.

## Who sees it

The office, its head, the GM and finance see every trip; the department that receives and the
counterpart department those of their receptions; else who asked, signed or may sign. Who drives, as
the registry has it now, sees the trip and nothing more of it, and lists what they drive, and drove
in the last 62 days, by `GET …/my-trips`. `GET …/trips?state=` lists by where they stand, `GET
…/receptions/{reception}/trips` those of a reception, for whoever sees that.

"""
