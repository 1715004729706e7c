package io.heddle.loadtest.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Results as JSON, out and in: snake case, indented, in the records' order, nothing lost.
public final class ResultFiles {
    /// Where the JSON Schema of what is written here lies on the class path.
    public static final String SCHEMA_RESOURCE =
            "/io/heddle/loadtest/result/heddle-loadtest-1.schema.json";

    private static final Pattern SCHEMA_NAME = Pattern.compile("heddle-loadtest/(\\d{1,9})");
    private static final int SCHEMA_VERSION = 1;
    private static final long MOST_BYTES = 256 << 20;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final JsonMapper INDENTED =
            MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ResultFiles() {}

    /// A result as JSON text that ends with a line break.
    public static String json(Record result) {
        return INDENTED.writeValueAsString(result).replace("\r\n", "\n") + "\n";
    }

    /// Any part of a result as JSON in one line, without a line break; for series of records.
    public static String jsonLine(Object part) {
        return MAPPER.writeValueAsString(part);
    }

    /// Reads what `compare` has written.
    ///
    /// @throws ResultUnreadableException if the file cannot be read, or is no comparison of this
    ///   schema
    public static ComparisonResult comparison(Path file) throws ResultUnreadableException {
        return read(file, "compare", ComparisonResult.class);
    }

    /// Reads what `run` has written.
    ///
    /// @throws ResultUnreadableException if the file cannot be read, or is no run of this schema
    public static RunResult run(Path file) throws ResultUnreadableException {
        return read(file, "run", RunResult.class);
    }

    /// The kind of a result, `compare`, `run` or `diff`, for those who take several.
    ///
    /// @throws ResultUnreadableException if the file cannot be read, or is no result of this schema
    public static String kind(Path file) throws ResultUnreadableException {
        return kind(file, tree(file));
    }

    private static <R extends Record> R read(Path file, String kind, Class<R> type)
            throws ResultUnreadableException {
        var tree = tree(file);
        var found = kind(file, tree);
        if (!found.equals(kind)) {
            throw new ResultUnreadableException(
                    file, "holds a result of kind '%s', expected '%s'".formatted(found, kind));
        }
        R result;
        try {
            result = MAPPER.treeToValue(tree, type);
        } catch (DatabindException e) {
            throw new ResultUnreadableException(file, "is damaged: " + where(e), e);
        }
        var missing = MissingValues.first(result);
        if (missing.isPresent()) {
            throw new ResultUnreadableException(
                    file, "is damaged: %s must not be null".formatted(missing.get()));
        }
        return result;
    }

    private static JsonNode tree(Path file) throws ResultUnreadableException {
        String text = text(file);
        if (text.isBlank()) {
            throw new ResultUnreadableException(file, "is empty");
        }
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new ResultUnreadableException(
                    file,
                    place == null
                            ? "is not JSON, or is cut off"
                            : "is not JSON, or is cut off, at line %d, column %d"
                                    .formatted(place.getLineNr(), place.getColumnNr()),
                    e);
        }
    }

    private static String text(Path file) throws ResultUnreadableException {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                throw new ResultUnreadableException(
                        file, "has %d bytes, at most %d are read".formatted(bytes, MOST_BYTES));
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new ResultUnreadableException(file, "does not exist", e);
        } catch (AccessDeniedException e) {
            throw new ResultUnreadableException(file, "may not be read", e);
        } catch (ResultUnreadableException e) {
            throw e;
        } catch (IOException e) {
            throw new ResultUnreadableException(
                    file,
                    Files.isDirectory(file)
                            ? "is a folder, expected a file such as result.json in it"
                            : "cannot be read as UTF-8 text",
                    e);
        }
    }

    private static String kind(Path file, JsonNode tree) throws ResultUnreadableException {
        var schema = tree.path("schema").asString("");
        var match = SCHEMA_NAME.matcher(schema);
        if (!match.matches()) {
            throw new ResultUnreadableException(
                    file,
                    "is no result of this program: it has no \"schema\": \"%s\""
                            .formatted(ComparisonResult.SCHEMA));
        }
        int version = Integer.parseInt(match.group(1));
        if (version != SCHEMA_VERSION) {
            throw new ResultUnreadableException(
                    file,
                    "has schema %s, this version reads %s%s"
                            .formatted(
                                    schema,
                                    ComparisonResult.SCHEMA,
                                    version > SCHEMA_VERSION ? "; use a newer version" : ""));
        }
        return tree.path("kind").asString("");
    }

    /// Jackson's message without its tail of locations, and the path to the value.
    private static String where(DatabindException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        var what = e.getOriginalMessage().lines().findFirst().orElse("a value is wrong");
        return path.isEmpty() ? what : path + ": " + what;
    }
}
