const { channel, message } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
console.error(`${channel}: ${message}`);
console.log(JSON.stringify({ channel, posted: true }));
