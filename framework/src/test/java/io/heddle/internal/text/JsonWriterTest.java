package io.heddle.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    private final JsonWriter json = new JsonWriter();

    @Test
    void objectsAndArraysNest() {
        json.object(() -> {
            json.member("text", "a\"b");
            json.member("number", -7L);
            json.member("fact", true);
            json.member("nothing", (String) null);
            json.object("inner", () -> json.member("none", (Long) null));
            json.array(
                    "several",
                    List.of(1L, 2L),
                    each -> json.object(() -> json.member("each", each)));
        });

        assertEquals(
                """
                {
                  "text": "a\\"b",
                  "number": -7,
                  "fact": true,
                  "nothing": null,
                  "inner": {
                    "none": null
                  },
                  "several": [
                    {
                      "each": 1
                    },
                    {
                      "each": 2
                    }
                  ]
                }\
                """,
                json.toString());
    }

    @Test
    void whatIsEmptyTakesNoLine() {
        json.object(() -> {
            json.array("none", List.of(), none -> {});
            json.object("empty", () -> {});
        });

        assertEquals("{\n  \"none\": [],\n  \"empty\": {}\n}", json.toString());
    }
}
