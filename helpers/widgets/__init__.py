"""What is drawn in a notebook; each widget asks the library for tables and shows
them.
"""

from helpers.widgets.against import WordAgainstWord
from helpers.widgets.argument_map import ArgumentMap
from helpers.widgets.chance import Chance
from helpers.widgets.class_view import ClassView
from helpers.widgets.concordance import Concordance
from helpers.widgets.echoes import Echoes
from helpers.widgets.exercise import Exercise
from helpers.widgets.hand_in import HandIn, Join
from helpers.widgets.intrusion import Intrusion
from helpers.widgets.keyness import Keyness
from helpers.widgets.own_map import OwnMap, RepairMap
from helpers.widgets.prompt import Prompt
from helpers.widgets.reader import Reader
from helpers.widgets.same_again import SameAgain
from helpers.widgets.signs import Signs
from helpers.widgets.threads import Threads
from helpers.widgets.topic_explorer import TopicExplorer
from helpers.widgets.topic_strip import TopicStrip
