import { desktop } from "../support/on-page.ts";
import { checkViews } from "./check-views.ts";

checkViews(desktop);
