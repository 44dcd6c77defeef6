from .models import Task as Task
from .operations import (
    LeaseLost as LeaseLost,
)
from .operations import (
    claim as claim,
)
from .operations import (
    enqueue as enqueue,
)
from .operations import (
    enqueue_daily as enqueue_daily,
)
from .operations import (
    fail as fail,
)
from .operations import (
    heartbeat as heartbeat,
)
from .operations import (
    perform as perform,
)
from .operations import (
    retry_failed as retry_failed,
)
from .registry import daily_kinds as daily_kinds
from .registry import handler as handler
from .worker import Worker as Worker
