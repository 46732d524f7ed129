// A button that copies, beside each piece of code. Without script the code can be marked as any text.

for (const block of document.querySelectorAll(".kod")) {
  const code = block.querySelector("pre");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "ljus", textContent: "Kopiera" });
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.setAttribute("aria-label", `Kopiera: ${block.getAttribute("aria-label")}`);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      said.textContent = "Kopierat";
    } catch {
      getSelection().selectAllChildren(code);
      said.textContent = "Markerat. Kopiera med tangentbordet.";
    }
  });
  block.append(button, said);
}
