/// Results as files: a folder with everything, single outputs, and formats that other tools read.
@NullMarked
package io.heddle.loadtest.report.files;

import org.jspecify.annotations.NullMarked;
