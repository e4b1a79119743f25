"""What is by chance on a page makes no two of them differ."""

from django.http import HttpResponse

from walls.walking import said


def test_an_id_is_an_id_also_where_its_middle_looks_like_the_number_of_a_paper_form() -> None:
    """Three groups of digits, as about one id in a thousand has, and any other."""
    ids = ("f795a8bb-5434-4567-8923-5b27922a148a", "0a0b0c0d-0e0f-4a0b-8c0d-0e0f0a0b0c0d")
    pages = {said(HttpResponse(f'value="{one}" BCDF-2345-GHJK')) for one in ids}
    assert [page.partition("\n")[2] for page in pages] == ['value="ID" NUMBER']
