console.log(
  JSON.stringify({
    orders: [
      { name: "shuttle", price: 12.5 },
      { name: "reed", price: 30 },
      { name: "bobbin", price: 4.25 },
    ],
  }),
);
