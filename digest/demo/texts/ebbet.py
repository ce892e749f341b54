"""The Ebbet Courier, a paper of a mill town; its feed cuts every text off."""

from dataclasses import replace

from digest.demo.piece import Piece
from digest.demo.texts.vellin import BARRIER

_MILL = Piece(
    slug="paper-mill-heat",
    title="Paper Mill Will Heat Four Hundred Homes in Lower Ebbet",
    age_h=4,
    author="Petra Olowin",
    section="Energy",
    text="""
The warm water that the paper mill has let run into the Orla since the days of our grandparents
will go through radiators instead. The works and the town signed a contract for twenty years on
Thursday; pipes are to be laid under Bobbin Street as soon as the ground is soft enough.

Four hundred homes in the lower town can be connected in the first winter. Heating will cost
them about a third less than gas, reckons the municipal works, and those who rent need not ask
their landlord: the connection is free until the end of next year.

"It is not charity, it is plumbing," said the mill's director, Anselm Quayle. His machines give
off as much heat on a single day as the swimming bath uses in a month, and the permit to let it
into the river would have run out in any case.

Anglers are of two minds. The warm stretch below the weir is famous for its chub, and the club
has asked the board to let one pipe, a small one, go on dripping.
""",
)

PIECES = (
    Piece(
        slug="barrier-downstream-holds",
        title="Water Stays Out: Ebbet Watches as the Gates Downstream Close",
        age_h=1,
        section="River",
        text=BARRIER,
    ),
    _MILL,
    Piece(
        slug="bronze-bell-in-the-orla",
        title="Rowers Find a Bronze Bell on the Bed of the Orla",
        age_h=8,
        author="Tobiah Lunn",
        section="River",
        text="""
It was meant to be the last training of the season, and it ended with a rope, a tractor and a
bell. Four rowers of the Ebbet club struck something hard below the Mill Island on Sunday,
thought of a shopping trolley, and saw a rim of green metal when the mud had settled.

The bell weighs as much as two of the crew and bears a date, 1683, and half of a name. It may
belong to the chapel of Saint Aude, which slid into the river in a single night that every child
in Ebbet has heard of and for which there was, until now, no proof whatever.

"One should be careful with legends," said the keeper of monuments, Sunniva Tark, while stroking
it. She wants to know first what the bronze is made of. The clapper is missing; divers from the
fire brigade will look for it as a part of their winter exercise.

Until its home is decided the bell stands in the boathouse. It has been struck once, very gently
and with a rubber mallet. Those who were there say that it is a little flat.
""",
    ),
    Piece(
        slug="library-lends-seeds",
        title="Library Lends Out Seeds, and Gets Most of Them Back",
        age_h=26,
        author="Petra Olowin",
        section="Town",
        text="""
Beans are due in October. Since the spring readers at the town library have been able to borrow
seeds as they borrow novels: a paper bag goes home with them, is sown, and in the autumn a bag
with the harvest comes back. There are no fines, only a list on the wall.

Of three hundred and ten bags lent out, two hundred and forty were returned by the weekend,
reports librarian Wendeline Osei. Tomatoes did best, leeks worst. One borrower apologised in
writing for a snail and enclosed a photograph of the snail.

The aim is to keep old kinds in use which seed merchants have given up: the Ebbet yellow, a
broad bean that nobody had grown outside one garden since the war, has returned to sixty plots.
The garden's owner, who is ninety-one, brought the first handful in a matchbox.

Next year there will be flowers. The library is looking for a chest of drawers with at least a
hundred compartments, for instance from a chemist's shop.
""",
    ),
)

_CORRECTED = replace(
    _MILL,
    title="Paper Mill Will Heat Six Hundred Homes in Lower Ebbet",
    text=_MILL.text.replace(
        "Four hundred homes in the lower town can be connected in the first winter.",
        "Six hundred homes in the lower town can be connected in the first winter, not four\n"
        "hundred, as we wrote at first: the estate behind the church had been left out.",
    ),
)
LATER = tuple(_CORRECTED if piece is _MILL else piece for piece in PIECES)
"""What it shows from the second visit on."""
