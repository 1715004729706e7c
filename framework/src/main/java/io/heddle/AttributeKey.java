package io.heddle;

import java.util.Objects;

/// Names a value that a handler keeps with a [Connection]. Two keys are the same only if they are
/// the same object, so that libraries cannot collide; keep a key in a constant.
///
/// @param <T> the type of the value
@SuppressWarnings("UnusedTypeParameter") // types Connection.attribute
public final class AttributeKey<T> {

    private final String name;

    private AttributeKey(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /// A new key.
    ///
    /// @param name for people who read a dump
    public static <T> AttributeKey<T> named(String name) {
        return new AttributeKey<>(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
