package io.heddle.loadtest.validity;

import io.heddle.loadtest.result.Check;
import io.heddle.loadtest.result.Light;
import java.util.Locale;

/// The title of a check, and the ways in which it ends.
@SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library that we have
record Finding(String title) {
    static Finding of(String title) {
        return new Finding(title);
    }

    Check green(String why, Object... values) {
        return new Check(Light.GREEN, title, text(why, values), "");
    }

    Check none(String why, Object... values) {
        return new Check(Light.NONE, title, text(why, values), "");
    }

    Check amber(String advice, String why, Object... values) {
        return new Check(Light.AMBER, title, text(why, values), advice);
    }

    Check red(String advice, String why, Object... values) {
        return new Check(Light.RED, title, text(why, values), advice);
    }

    /// Green up to the first bound, amber up to the second, red above it.
    Check above(
            double value, double amber, double red, String advice, String why, Object... values) {
        if (value > red) {
            return red(advice, why, values);
        }
        return value > amber ? amber(advice, why, values) : green(why, values);
    }

    private static String text(String why, Object... values) {
        return String.format(Locale.ROOT, why, values);
    }
}
