"""Addresses of the policy library."""

from django.urls import path

from leye.web.policy import adopting, document, filling, library, lists, numbers, simulating

urlpatterns = [
    path("", library.index, name="policy"),
    path("adoptions/<int:pk>/", adopting.adoption, name="adoption"),
    path("adoptions/<int:pk>/decide/", adopting.decide, name="decide_adoption"),
    path("adoptions/<int:pk>/end/", adopting.end, name="end_adoption"),
    path("overrides/decide/", numbers.decide_values, name="decide_values"),
    path("overrides/<int:pk>/end/", numbers.end_override, name="end_override"),
    path("simulation/", simulating.run, name="simulation"),
    path("<slug:pack>/", document.document, name="document"),
    path("<slug:pack>/adopt/", adopting.propose, name="propose_adoption"),
    path("<slug:pack>/lists/", lists.clause_todos, name="clause_todos"),
    path("<slug:pack>/fill/", filling.fill, name="fill"),
    path("<slug:pack>/simulate/", simulating.start, name="start_simulation"),
    path("<slug:pack>/parameters/", numbers.parameters, name="parameters"),
    path("<slug:pack>/parameters/<slug:name>/", numbers.parameter, name="parameter"),
    path("<slug:pack>/<slug:rule>/", document.rule, name="rule"),
    path("<slug:pack>/<slug:rule>/todos/", lists.todos, name="rule_todos"),
    path("<slug:pack>/<slug:rule>/members/", lists.members, name="figure_members"),
]
