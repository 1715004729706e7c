/// Results in words and tables, for terminals and files: findings first, losses as loudly as wins.
@NullMarked
package io.heddle.loadtest.report.text;

import org.jspecify.annotations.NullMarked;
