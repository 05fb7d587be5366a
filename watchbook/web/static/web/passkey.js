// Where the device or the browser refuses a passkey, allauth's script tells the console alone. The page says what happened and what next.
document.addEventListener("allauth.error", (failed) => {
  failed.preventDefault();
  const said = document.getElementById("passkey-failed");
  const all = [...said.querySelectorAll("[data-when]")];
  const known = all.find((one) => one.dataset.when.split(" ").includes(failed.detail.exception.name));
  for (const one of all) one.hidden = one !== (known ?? all.at(-1));
  said.hidden = false;
  said.focus();
});
for (const one of document.querySelectorAll("[data-needs-script]")) one.hidden = false;
