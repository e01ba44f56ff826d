"""Client of the Dify Service API and Knowledge API.

    from dify_client import Client

    client = Client("app-...")
    for chunk in client.chat.create_stream(query="Hello", user="user-1"):
        print(chunk.answer, end="")
"""

from ._async.client import AsyncClient
from ._streams import AsyncStream, Stream
from ._sync.client import Client
from ._version import VERSION as __version__
from .errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DifyError,
    FileTooLargeError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    StreamError,
    TimeoutExceeded,
    TransportError,
    UnsupportedFileTypeError,
)
from .types import (
    AddedDocument,
    ChatAnswer,
    Chunk,
    CompletionAnswer,
    Dataset,
    Document,
    Metadata,
    Page,
    Record,
    Retrieval,
    Segment,
    UploadedFile,
    Usage,
    WorkflowResult,
)

__all__ = [
    "APIError",
    "AddedDocument",
    "AsyncClient",
    "AsyncStream",
    "AuthenticationError",
    "BadRequestError",
    "ChatAnswer",
    "Chunk",
    "Client",
    "CompletionAnswer",
    "ConflictError",
    "Dataset",
    "DifyError",
    "Document",
    "FileTooLargeError",
    "Metadata",
    "NotFoundError",
    "Page",
    "PermissionDeniedError",
    "RateLimitError",
    "Record",
    "Retrieval",
    "Segment",
    "ServerError",
    "Stream",
    "StreamError",
    "TimeoutExceeded",
    "TransportError",
    "UnsupportedFileTypeError",
    "UploadedFile",
    "Usage",
    "WorkflowResult",
    "__version__",
]
