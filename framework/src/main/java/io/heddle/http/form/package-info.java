/// What browsers send of forms: names with values, and files.
@NullMarked
package io.heddle.http.form;

import org.jspecify.annotations.NullMarked;
