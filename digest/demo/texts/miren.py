"""Radio Lake Miren, a station in the mountains; it has news, but no page that lists it."""

from digest.demo.piece import Piece

PIECES = (
    Piece(
        slug="snow-line-below-the-pass-two-weeks-early",
        title="Snow Line Drops Below the Pass Two Weeks Early",
        age_h=3,
        author="Jorun Espelid-Katz",
        section="Weather",
        tags=("snow", "Karst Pass", "roads"),
        text="""
Winter has come to the Karst Pass a fortnight ahead of the calendar. Between midnight and five
in the morning thirty-one centimetres fell at the upper customs post, and the road service
closed the last nine hairpins to anything without chains.

Nobody was hurt. A coach with a brass band on board had to turn round below the tunnel and gave
an unannounced concert in the canteen of the road menders, from which several listeners called
us to ask whether we could please put it on the air. We could, and did.

The early snow is wet and will not stay, says our weatherman Lothar Innerkofl. South of the
lake it should rain from the afternoon on; above two thousand metres another twenty centimetres
are possible until tomorrow night, with gusts that make walking on the ridges unwise.

Cattle are still on four of the high pastures. Their herders have been told by radio, this one,
to bring them down to the tree line before dark.
""",
    ),
    Piece(
        slug="observatory-counts-a-hundred-fireballs",
        title="Observatory Counts a Hundred Fireballs in One Night",
        age_h=12,
        author="Dessa Immerwahr",
        section="Science",
        tags=("astronomy", "meteors"),
        text="""
A hundred and four fireballs, each of them brighter than Venus, crossed the sky above Lake Miren
between dusk and dawn, more than in any night since the observatory on the Grauhorn began to
count them with cameras. The astronomers had forecast a dozen.

The swarm comes from a comet that passes the sun every thirty-three years and leaves a trail of
crumbs. This time, it seems, the Earth went through the middle of a strand that the comet had
shed in the eighteenth century and that nobody had on any chart.

"I have not been so happy about being wrong for a long time," said the head of the observatory,
Priya Vonlanthen. Her team spent the night carrying the disks of the cameras to the valley by
sledge, one after the other, because they filled up faster than the line could empty them.

Whoever saw one fall to the ground in the direction of the lake is asked to note the time and
a landmark. At least two pieces may have come down near Unterach, in somebody's orchard.
""",
    ),
    Piece(
        slug="cheese-makers-win-back-the-name-of-their-valley",
        title="Cheese Makers Win Back the Name of Their Valley",
        age_h=22,
        author="Jorun Espelid-Katz",
        section="Economy",
        tags=("farming", "courts"),
        text="""
Only cheese from the Tarn valley may be called Tarner. The high court has ruled in favour of
twenty-three dairies and against a factory on the plain which had sold slices under that name
for eleven years, in packets with a picture of a mountain that is in another country.

The judges tasted. It was the court's own idea, and the record mentions it in one dry sentence:
samples were presented without labels, and the difference was found to be considerable. They
relied, all the same, on a charter of 1742 which had been kept in a butter churn.

The factory has half a year to change its packets and has said that it will not appeal. For the
dairies the name is worth about a fifth on the price. Most of it will go into a common cellar,
the foundations of which were dug, by way of optimism, two summers ago.

There is a celebration on Saturday on the square in Oberach. Listeners need bring nothing but
bread.
""",
    ),
    Piece(
        slug="rescue-dogs-learn-to-ride-the-cable-car",
        title="Rescue Dogs Learn to Ride the New Cable Car",
        age_h=29,
        author="Dessa Immerwahr",
        section="Valley",
        tags=("mountain rescue", "cable car"),
        text="""
Bruno did not want to get in. The six dogs of the Miren mountain rescue spent Tuesday learning
what takes their handlers no effort at all: to stand in a glass cabin which leaves the ground,
sways, and at every pylon makes a noise like the end of the world.

Five got used to it after two rides, aided by sausage. The sixth, a Newfoundland of great
experience underground, lay down on the platform and had to be overtaken by his own cabin
several times before he consented to look into it.

The new line brings a team from the village to the foot of the glacier in seven minutes; by the
forest road it takes forty. "In an avalanche those minutes are everything," says the head of the
rescue, Matthis Okonjo, "and nobody can search as well as these noses can."

The cable car company has put a rubber mat and a water bowl into cabin number four. It has also
asked whether the dogs might travel free of charge. They might.
""",
    ),
)

LATER = (
    Piece(
        slug="old-railway-tunnel-becomes-a-home-for-bats",
        title="Old Railway Tunnel Becomes a Home for Bats",
        age_h=0.3,
        author="Dessa Immerwahr",
        section="Nature",
        tags=("bats", "railway"),
        text="""
No train has gone through the Hornwald tunnel for forty years, and from now on none ever will.
The canton has given it to the bats. At least nine hundred of them, of seven kinds, spend the
winter in its cracks, according to a count that took two nights and a great deal of whispering.

A grille with horizontal bars was set into the northern portal this morning: wide enough for a
bat in flight, too narrow for a teenager with a torch. The southern one is to follow as soon as
the swallows that nest above it have been consulted, as the forester Ailsa Brändle put it.

The railway had hoped to sell the tunnel as a store for wine. It gets instead a piece of forest
of equal value, and the right to put up a sign that says who dug it, and how many died of it:
thirty-eight men, most of them from valleys where nobody spoke the foremen's language.

Those who want to see the animals can do so on our page in the evenings. The camera works with
heat, not light, and its microphone has been tuned down so that people can hear them as well.
""",
    ),
    *PIECES,
)
"""What it shows from the second visit on."""
