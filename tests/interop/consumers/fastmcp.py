"""The tool that FastMCP makes of the contract returns the sandbox's row. The token comes from outside, as a header."""

import asyncio
import os

import httpx2
import yaml
from fastmcp import Client, FastMCP

endpoint, project, token = (os.environ[name] for name in ("ENDPOINT", "PROJECT_ID", "TOKEN"))


async def main() -> None:
    headers = {"X-Auth-Token": token, "Content-Type": "application/json"}
    with open("taurusdb-htap.yaml", encoding="utf-8") as contract:
        server = FastMCP.from_openapi(yaml.safe_load(contract), httpx2.AsyncClient(base_url=endpoint, headers=headers))
    async with Client(server) as client:
        (tool,) = await client.list_tools()
        assert set(tool.input_schema["properties"]) == {"project_id", "engine_name", "X-Language"}, tool
        answer = await client.call_tool(tool.name, {"project_id": project, "engine_name": "star-rocks"})
    version = answer.structured_content["datastores"][0]["kernel_version"]
    assert version == "3.1.6.0", answer
    print(f"the tool {tool.name} returns row {version}")


asyncio.run(main())
