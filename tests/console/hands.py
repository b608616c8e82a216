"""What somebody does with their hands: presses of a button or a finger, and keys."""

from datetime import date

from playwright.sync_api import Locator

from tests.console.person import Person

COUNT = """() => {
  const hands = window.hands = { presses: 0, keys: 0 };
  addEventListener("click", event => event.detail > 0 && (hands.presses += 1), true);
  addEventListener("keydown", () => (hands.keys += 1), true);
}"""


class Hands:
    """Of one person, from where they are now. What is typed counts by the letter, whatever it
    takes to write it.
    """

    def __init__(self, person: Person) -> None:
        self.person = person
        self._letters = 0
        person.page.evaluate(COUNT)

    def press(self, what: Locator) -> None:
        """A click, or a finger's."""
        what.click()

    def write(self, where: Locator, text: str) -> None:
        """Press a field and type."""
        where.click()
        self.type(text)

    def type(self, text: str) -> None:
        """Type where one is."""
        self.person.page.keyboard.insert_text(text)
        self._letters += len(text)

    def date(self, where: Locator, day: date) -> None:
        """A day by its digits."""
        where.fill(str(day))
        self._letters += len(f"{day:%Y%m%d}")

    def key(self, keys: str) -> None:
        """One key."""
        self.person.page.keyboard.press(keys)

    @property
    def counted(self) -> tuple[int, int]:
        """Presses, and keys and letters."""
        hands = self.person.page.evaluate("window.hands")
        return hands["presses"], hands["keys"] + self._letters
