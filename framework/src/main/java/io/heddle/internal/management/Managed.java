package io.heddle.internal.management;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// What is to be seen of an object from outside. Its functions are called by any thread and must
/// not block.
///
/// @param type a word for its kind
/// @param name its own name: any text
/// @param description of the kind, for people
public record Managed(
        String type,
        String name,
        String description,
        List<Attribute> attributes,
        List<Operation> operations) {

    /// A value that can be read.
    ///
    /// @param type of the JDK: of what the value is
    public record Attribute(
            String name, Class<?> type, String description, Supplier<Object> value) {}

    /// Something that can be asked for with a number, and answers with a text.
    ///
    /// @param parameter what the number is called
    public record Operation(
            String name,
            String description,
            String parameter,
            String parameterDescription,
            IntFunction<String> action) {}

    /// The lists are copied.
    public Managed {
        attributes = List.copyOf(attributes);
        operations = List.copyOf(operations);
    }
}
