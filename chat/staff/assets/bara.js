// Pages that do nothing of their own with script: the alarm and the sign of life all the same.

import { begin } from "./konsol.js";

begin();
