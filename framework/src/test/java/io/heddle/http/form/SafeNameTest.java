package io.heddle.http.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "photo.jpg | photo.jpg",
                "größe 1.txt | größe 1.txt",
                "../../etc/passwd | passwd",
                "c:\\Users\\me\\a.txt | a.txt",
                "/ | _",
                ".. | _",
                "`` | _",
                ".bashrc | _.bashrc",
                "a.txt. . | a.txt",
                "nul | _nul",
                "COM1.txt | _COM1.txt",
                "a:b*c?d\"e<f>g | a_b_c_d_e_f_g",
                "`a\u0000b\u001bc\u202ed\nE` | a_b_c_d_E",
            })
    void isNoPathNorAnythingElse(String filename, String expected) {
        assertEquals(expected, SafeName.of(filename));
    }

    @Test
    void isShort() {
        String name = SafeName.of("𝄞".repeat(1000));

        assertEquals(200, name.getBytes(StandardCharsets.UTF_8).length);
        assertTrue(name.endsWith("𝄞"));
    }
}
