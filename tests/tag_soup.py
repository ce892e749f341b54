"""Markup that no parser likes, for tests of properties."""

from hypothesis import strategies as st

TAG_SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("<p>", "</p>", "<div>", "</div>", "<div dir=rtl>", "<b>", "</b>", "<i>", "</i>"),
                *("<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "<pre>\n\n"),
                *("<a href=/x>", "<a href='javascript:1'>", "</a>", "<img src=a.png>", "<wbr>"),
                *("<script>", "</script>", "<style>", "</style>", "<svg>", "<math>", "<!--", "-->"),
                *("<noscript>", "</noscript>", "<video>", "<source src=v.mp4>", "<picture>"),
                *("<title>", "<textarea>", "<select>", "<option>", "<iframe>", "<frameset>"),
                *("<x-y>", "<", ">", "&", "&amp;", "&lt;", "&#1;", "&#xFFFE;", "&#x92;", "amp;"),
                *(" ", "\n", "\xa0", "\x00", "\ud800", "\ufeff", "word", "كلمة", "é"),
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=25,
).map("".join)
