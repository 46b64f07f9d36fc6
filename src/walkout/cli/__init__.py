"""Commands: one file each. They read arguments, call a flow, and print; no rules live here."""
