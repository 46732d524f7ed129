// The quick exit on pages beside the chat: what the chat kept in this tab is emptied and forgotten too.

import { armQuickExit } from "./leave.js";

armQuickExit(() => {
  let pass = null;
  try {
    pass = JSON.parse(sessionStorage.getItem("pass"));
    sessionStorage.clear();
  } catch { /* nothing was kept */ }
  if (!pass) return;
  const headers = { Authorization: `Bearer ${pass.token}` };
  fetch(`/api/v1/conversations/${pass.id}`, { method: "DELETE", keepalive: true, headers }).catch(() => {});
});
