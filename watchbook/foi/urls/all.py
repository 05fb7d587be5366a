"""Every address of requests for information."""

from watchbook.foi.urls import answering, disclosures, letters, requests, taking_in

app_name = "foi"
urlpatterns = [
    *taking_in.urlpatterns,  # before requests: `requests/new/` is no reference
    *requests.urlpatterns,
    *answering.urlpatterns,
    *letters.urlpatterns,
    *disclosures.urlpatterns,
]
