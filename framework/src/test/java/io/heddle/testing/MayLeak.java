package io.heddle.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Exempts a test, or all tests of a class and of the classes nested in it, from a part of
/// [LeakCheck].
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface MayLeak {

    /// What is not looked for.
    Leak[] value();

    /// Why that is right here, for people.
    String because();
}
