package io.heddle.loadtest.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.heddle.loadtest.report.text.DifferenceText;
import io.heddle.loadtest.statistics.Difference;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaTest {
    private static final List<Class<? extends Record>> ROOTS =
            List.of(ComparisonResult.class, RunResult.class, DifferenceResult.class);

    @Test
    void acceptsWhatIsWritten() throws IOException {
        var schema = schema();

        for (var result :
                List.<Record>of(
                        SampleResults.troubled(),
                        SampleResults.closedOnly(),
                        SampleRuns.open(),
                        SampleRuns.closed(),
                        SampleRuns.overloaded(),
                        difference())) {
            assertEquals(List.of(), schema.validate(ResultFiles.json(result), InputFormat.JSON));
        }
    }

    @Test
    void refusesWhatIsUnknownMissingOrOfAnotherType() throws IOException {
        var schema = schema();
        var json = ResultFiles.json(SampleRuns.open());

        for (var wrong :
                List.of(
                        json.replaceFirst("\"target\"", "\"colour\" : \"red\",\n  \"target\""),
                        json.replaceFirst("\"requests\"", "\"replies\""),
                        json.replaceFirst("\"errors\" : 0", "\"errors\" : \"none\""),
                        json.replaceFirst("heddle-loadtest/1", "heddle-loadtest/2"),
                        json.replaceFirst("\"kind\" : \"run\"", "\"kind\" : \"walk\""),
                        json.replaceFirst("\"open\"", "\"ajar\""))) {
            assertFalse(wrong.equals(json), "nothing was changed");
            assertFalse(schema.validate(wrong, InputFormat.JSON).isEmpty());
        }
    }

    /// Whoever adds a component to a record must add it to the schema, too.
    @Test
    void namesEveryComponentOfEveryRecordAndNoOther() throws IOException {
        var definitions = JsonMapper.shared().readTree(text()).get("$defs");
        var types = new LinkedHashSet<Class<?>>();
        ROOTS.forEach(root -> collect(root, types));

        for (var type : types) {
            var definition = definitions.get(type.getSimpleName());
            assertTrue(definition != null, "no definition of " + type.getSimpleName());
            if (type.isRecord()) {
                assertSameComponents(type, definition);
            }
        }
        assertEquals(
                types.stream().map(Class::getSimpleName).sorted().toList(),
                definitions.propertyNames().stream().sorted().toList());
    }

    private static void assertSameComponents(Class<?> type, JsonNode definition) {
        var name = type.getSimpleName();
        var components = components(type);
        var names = components.stream().map(component -> snake(component.getName())).toList();
        assertEquals(names, List.copyOf(definition.get("properties").propertyNames()), name);
        var required = new ArrayList<String>();
        definition.get("required").forEach(each -> required.add(each.asString()));
        assertEquals(names, required, name);
        assertFalse(definition.get("additionalProperties").asBoolean(true), name);
        for (var component : components) {
            var property = definition.get("properties").get(snake(component.getName()));
            assertEquals(
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    property.toString().contains("\"null\""),
                    () -> "null for " + name + "." + component.getName());
        }
    }

    /// With those of records that are unwrapped in their place.
    private static List<RecordComponent> components(Class<?> type) {
        var components = new ArrayList<RecordComponent>();
        for (var component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                components.addAll(components(component.getType()));
            } else {
                components.add(component);
            }
        }
        return components;
    }

    private static void collect(Type type, Set<Class<?>> types) {
        if (type instanceof ParameterizedType generic) {
            for (var argument : generic.getActualTypeArguments()) {
                collect(argument, types);
            }
        } else if (type instanceof Class<?> plain
                && (plain.isRecord() || plain.isEnum())
                && types.add(plain)
                && plain.isRecord()) {
            for (var component : plain.getRecordComponents()) {
                collect(component.getGenericType(), types);
            }
        }
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static DifferenceResult difference() {
        var before = SampleResults.closedOnly();
        return DifferenceText.result(
                Difference.of(before, before, 0.03, 0.95, 1), "heddle-loadtest", before, before);
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text(), InputFormat.JSON);
    }

    private static String text() throws IOException {
        try (var resource = SchemaTest.class.getResourceAsStream(ResultFiles.SCHEMA_RESOURCE)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
