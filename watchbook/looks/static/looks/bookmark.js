// The address comes behind the # sign, which no browser sends. It is put into the form, taken out of the history, and posted.
const address = decodeURIComponent(window.location.hash.slice(1));
if (address) {
  window.history.replaceState(null, "", window.location.pathname);
  const form = document.getElementById("bookmark");
  form.elements.address.value = address;
  form.submit();
}
