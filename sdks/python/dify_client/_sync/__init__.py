# Made from dify_client/_async by tools/without_async.py. Change that one.
