"""The hub as it is shipped, and a service of the tests that starts servers and makes
tokens, as an administrator would. Its pages let themselves be driven.
"""

import os
import pathlib

c = get_config()  # noqa: F821
load_subconfig(  # noqa: F821
    str(pathlib.Path(__file__).parent.parent / "hub/jupyterhub_config.py")
)
token = os.environ["TESTS_TOKEN"]
c.JupyterHub.services += [{"name": "tests", "api_token": token}]
c.JupyterHub.load_roles += [
    {
        "name": "tests",
        "scopes": ["admin:users", "admin:servers", "tokens"],
        "services": ["tests"],
    }
]
c.Spawner.start_timeout = c.Spawner.http_timeout = 170  # on a machine that is busy
c.Spawner.args += ["--LabApp.expose_app_in_browser=True", "--LabApp.news_url="]
c.Spawner.environment |= {"JUPYTERLAB_SETTINGS_DIR": os.environ["TESTS_SETTINGS"]}
