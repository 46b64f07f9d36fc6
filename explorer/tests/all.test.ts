// Run by node's test runner, as one bundle.
import "./filter.test";
import "./map.test";
import "./state.test";
import "./timeline.test";
import "./words.test";
