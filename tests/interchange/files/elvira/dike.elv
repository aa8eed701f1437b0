// Influence Diagram
//   Elvira format

idiagram "Untitled1" {

title = "A dike by the river";
version = 1.0;
default node states = ("Good" , "Bad");

node Weather(finite-states) {
kind-of-node = chance;
num-states = 3;
states = (Dry Wet Storm);
}

node Report(finite-states) {
title = "The report";
kind-of-node = chance;
}

node Dike(finite-states) {
kind-of-node = decision;
states = (NoDike Low High);
}

node Damage(continuous) {
kind-of-node = utility;
min = -200.0;
}

node Cost(continuous) {
kind-of-node = utility;
}

link Weather Report;
link Report Dike;
link Weather Damage;
link Dike Damage;
link Dike Cost;

relation Weather {
values= table (# 0.3 0.2 );
}

relation Report Weather {
kind-of-relation = potential;
values= table (0.9 0.4 0.2 # # # );
}

relation Damage Weather Dike {
kind-of-relation = utility;
values= table (0 0 0 -50 -10 0 -200 -120 -20 );
}

relation Cost Dike {
values= table (0 -15 -60 );
}
}
