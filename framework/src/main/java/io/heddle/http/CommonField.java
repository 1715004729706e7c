package io.heddle.http;

import io.heddle.Connection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// A field that each answer of a server has, unless the answer has one of that name itself:
/// [HttpConfig#withField].
///
/// @param name a token
/// @param value of all answers of a connection: visible characters of Latin-1, spaces and tabs
public record CommonField(String name, Function<? super Connection, String> value) {

    /// @throws IllegalArgumentException if the name is none, or one that only the server knows
    public CommonField {
        Response.checkName(name);
        Objects.requireNonNull(value, "value");
    }

    /// Those of a connection.
    ///
    /// @throws IllegalArgumentException if a value is none
    static List<Line> lines(List<CommonField> fields, Connection connection) {
        return fields.isEmpty()
                ? List.of()
                : fields.stream().map(field -> field.line(connection)).toList();
    }

    private Line line(Connection connection) {
        String of = value.apply(connection);
        Response.checkValue(name, of);
        return new Line(name, Response.line(name, of));
    }

    /// One as it is written.
    record Line(String name, String text) {}
}
