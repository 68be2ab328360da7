// Nothing to do yet.
const greeting = "hello";
console.log(`${greeting} /* kept */`);
