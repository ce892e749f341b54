"""The Port Vellin Review, a magazine of a harbour town."""

from digest.demo.piece import Piece

BARRIER = """
The storm barrier at the mouth of the Orla closed for the first time on a running tide and
held back a metre and forty of water for three hours, the river board said. All eleven gates
went down within nine minutes of the order, two minutes faster than the contract demands.

Engineers had waited since the spring for a tide high enough to be worth the trouble and low
enough to be forgiven. "We wanted to frighten the machine, not the town," said Ilse Marwick,
who leads the works. "It was the pumps that we did not trust. They have earned it now."

Upstream, where the river used to come over the quays twice a winter, the gauges did not
move by more than the width of a hand. The ferry stayed tied up for the morning, and a
small crowd with flasks of tea watched from the old customs house until the gates rose again.

One thing went wrong: a siren on the north bank, which was to warn boats, blew for twenty
seconds and fell silent. Its fuse has been replaced. The board will repeat the test by night
before the end of the month, this time without telling the crews beforehand.

If that succeeds as well, the barrier goes into regular service with the first storm of the
season, and the sandbags that have lined Tallow Street for six years can go home.
"""
"""Also printed, under another headline, by the Ebbet Courier."""

PIECES = (
    Piece(
        slug="harbour-bridge-reopens-after-two-winters-of-repair",
        title="Harbour Bridge Reopens After Two Winters of Repair",
        age_h=2,
        section="Town",
        tags=("Bridges", "Harbour", "transport", "Town Council"),
        text="""
The harbour bridge is open again. At six in the morning a street sweeper was the first to cross
it, followed by a milk van and some forty cyclists, and for the first time in two winters the
way from the station to the docks takes four minutes instead of twenty-five.

Repairs had been planned for a single summer. Then divers found that two of the seven piers
stood not on rock, as the drawings claimed, but on the timbers of an older crossing that nobody
had written down. Replacing them cost another year and a third of the budget.

"We have built a new bridge inside the old one," said the town engineer, Ondřej Halvaty, who
had promised to walk over it barefoot and kept his word in a light rain. The roadway is wider by
a metre, the tram rails are gone, and the lamps were copied from a postcard of 1911.

Lorries above twelve tonnes must go on taking the ring road. Shopkeepers on Anchor Lane, who
lost half of their trade to the closure, get a year without rent for their market stalls, the
council decided last week by a narrow vote.
""",
    ),
    Piece(
        slug="council-votes-to-keep-the-night-ferry-running",
        title="Council Votes to Keep the Night Ferry Running",
        age_h=6,
        section="Politics",
        tags=("Ferry", "Town Council", "budget"),
        text="""
The night ferry will sail on. After five hours of debate the council voted by fourteen to nine
against closing the line between Port Vellin and the islands of Great and Little Sorrel, which
carries on some nights no more than three passengers and a dog.

Finance councillor Rasmus Oyelaran had called the service a museum with an engine. He counted
a loss of eleven crowns for each ticket and proposed to pay for taxis to the morning boat.
Islanders filled the gallery and laughed at the word taxi: there is one car on Little Sorrel.

What turned the vote was a letter from the district nurse. She listed nineteen births, two
broken hips and one burst pipe that the night ferry had brought to town, or help to, in a single
year. The clerk read it aloud, and two members of the majority changed sides.

The line gets a smaller boat from the spring on, with a crew of two, and the fare rises by half
a crown. A further attempt to close it cannot be made for four years.
""",
    ),
    Piece(
        slug="lighthouse-logbooks-go-online-for-the-first-time",
        title="Lighthouse Logbooks Go Online for the First Time",
        age_h=10,
        section="Culture",
        tags=("History", "Lighthouse", "archive"),
        text="""
One hundred and twelve years of weather, wrecks and boredom can be read by anybody from today.
The town archive has photographed the logbooks of the Skerry lighthouse, eighty volumes in all,
and volunteers have typed out every line that the damp had left legible.

Keepers had to write down wind, visibility and passing ships four times a day. They wrote down
much else: the price of lamp oil, quarrels about a violin, and a whole page in capitals on the
day in 1938 when a whale scratched its back on the landing stage.

Historian Mina Toivanen-Adeyemi has found three ships in the books that appear in no register.
"Either the keepers were drunk or the registers are wrong," she said, "and the handwriting is
very steady." Climate researchers have asked for the wind readings, which have hardly a gap.

The collection is free to use. The archive asks that whoever finds the end of the story of the
violin, which breaks off in the spring of 1951, should please write in.
""",
    ),
    Piece(
        slug="schools-to-teach-sailing-from-the-age-of-nine",
        title="Schools to Teach Sailing From the Age of Nine",
        age_h=27,
        section="Education",
        tags=("Schools", "Harbour", "sport"),
        text="""
Every child in Port Vellin is to learn how to sail before learning how to drive. From next
autumn the town's eight primary schools will spend two mornings a month on the water with their
fourth forms, the school board announced, weather and wetsuits permitting.

The idea came from the harbour master, Josune Bramley, who noticed that of thirty apprentices
who applied to her last year, nineteen could not row. "They grew up four hundred metres from the
sea," she said, "and they were looking at it as one looks at a motorway."

Twelve dinghies have been given by the sailing club, which gets its slipway repaired in return.
Pupils must pass a swimming test first, and there will be a dry course in knots and tides for
those who would rather keep their feet on the ground.

Parents were asked in the summer. Four out of five agreed, one in ten offered to help, and one
wrote that it was high time somebody taught the teachers as well. That, too, is now planned.
""",
    ),
    Piece(
        slug="storm-barrier-passes-its-first-full-test",
        title="Storm Barrier Passes Its First Full Test",
        age_h=31,
        section="Town",
        tags=("Storm Barrier", "Orla", "river board"),
        text=BARRIER,
    ),
)

LATER = (
    Piece(
        slug="fish-market-moves-indoors-before-the-first-frost",
        title="Fish Market Moves Indoors Before the First Frost",
        age_h=0.5,
        section="Economy",
        tags=("Market", "Harbour"),
        text="""
After a hundred and thirty years in the open the fish market gets a roof. Stallholders began
this morning to carry their scales and slabs into the old rope works, whose long hall has been
tiled, drained and given a clock that, the builders swear, can be heard above the auction.

The move had been put off three times. Twice the drains failed the inspection, and once the
traders refused to go, since the plan had placed smoked fish beside the oysters. A mediator,
the retired judge Corin Abara, redrew the floor in an afternoon with a piece of chalk.

Cold store and ice machine are now under the same roof, which saves each stall about an hour a
day, according to the cooperative. Customers gain a row of benches, a soup kitchen, and a wall
from which nobody will be blown into the harbour, as happened to a pram, empty, in the spring.

The square by the water stays free for the Saturday flea market. Gulls, who have been seen
inspecting the skylights, are to be kept out by nets and, if need be, by a falcon.
""",
    ),
    *PIECES,
)
"""What it shows from the second visit on."""
