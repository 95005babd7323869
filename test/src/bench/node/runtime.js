"use strict";
// Plays Lambda's Node.js runtime for one function: asks for events and hands them to the handler.

const http = require("http");
const https = require("https");

// The handler puts its response to the host of the response URL and leaves the port out.
https.globalAgent.defaultPort = Number(process.env.BENCH_RESPONSE_PORT);

const api = new URL(`http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/`);
const agent = new http.Agent({ keepAlive: true });

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, api), { method, agent }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

function context(headers) {
  return {
    awsRequestId: headers["lambda-runtime-aws-request-id"],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => headers["lambda-runtime-deadline-ms"] - Date.now(),
  };
}

async function main() {
  const [file, name] = process.env._HANDLER.split(".");
  const handler = require(`${process.env.LAMBDA_TASK_ROOT}/${file}`)[name];
  for (;;) {
    const next = await call("GET", "invocation/next");
    const invocation = context(next.headers);
    const result = await handler(JSON.parse(next.body), invocation);
    const response = JSON.stringify(result === undefined ? null : result);
    await call("POST", `invocation/${invocation.awsRequestId}/response`, response);
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
