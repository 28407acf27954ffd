# W1, W3 and W4 written for simmer: `Rscript simmer_workloads.R W1 200000 SEED` prints events, seconds and a figure to
# check.
#
# Customers, entities and people are arrivals on a trajectory; servers and beds are resources. This programme must not
# know how the other simulators are written, nor what the figure should be.

suppressPackageStartupMessages(library(simmer))

ARRIVALS <- 0.9
HOLDS <- 1e6
YEARS <- 5
# Yearly rates by state: the next state, a fall, acute illness, death.
RATES <- rbind(c(0.20, 0.30, 0.10, 0.01), c(0.25, 0.60, 0.25, 0.03), c(0.0, 1.50, 0.60, 0.12))
STARTS <- c(0.7, 0.9)
FALLS_TO_BED <- 0.1
BEDS_PER_PERSON <- 0.006
STAY <- 7 / 365.2425
DIE_LEAVING <- 0.04
WORSE_LEAVING <- 0.15

# W1: one server at nine tenths of its capacity; the figure is the mean wait in services.
line <- function(customers) {
  env <- simmer()
  customer <- trajectory() |>
    seize("server") |>
    timeout(function() rexp(1)) |>
    release("server")
  env |>
    add_resource("server", 1) |>
    add_generator("customer", customer, at(cumsum(rexp(customers, ARRIVALS)))) |>
    run(until = Inf)
  seen <- get_mon_arrivals(env)
  c(2 * customers, mean(seen$end_time - seen$start_time - seen$activity_time))
}

# W3: so many pending delays; the figure is the number of holds an entity and mean delay.
hold <- function(pending) {
  counters <- integer(pending)
  begun <- 0
  delay <- function() {
    begun <<- begun + 1
    if (runif(1) < 0.25) {
      other <- sample.int(pending, 1)
      counters[other] <<- counters[other] + 1L
    }
    rexp(1)
  }
  until <- HOLDS / pending
  env <- simmer()
  entity <- trajectory() |>
    timeout(delay) |>
    rollback(1)
  env |>
    add_generator("entity", entity, at(rep(0, pending)), mon = 0) |>
    run(until = until)
  ended <- begun - pending
  c(ended, ended / pending / until)
}

# W4: people who progress, fall, fall ill, die and wait for beds; the figure is falls a person-year.
population <- function(number) {
  events <- 0
  falls <- 0
  env <- simmer()
  state <- function() get_attribute(env, "state")
  kind <- function() get_attribute(env, "kind")
  befalls <- function() {
    events <<- events + 1
    what <- sample.int(4, 1, prob = RATES[state(), ])
    falls <<- falls + (what == 2)
    what
  }
  # To a bed, out of the world, or on.
  way <- function() {
    to_bed <- kind() == 3 || kind() == 2 && runif(1) < FALLS_TO_BED
    if (to_bed) 1 else if (kind() == 4) 2 else 0
  }
  left <- function() {
    events <<- events + 1
    0
  }
  in_bed <- trajectory() |>
    seize("beds") |>
    timeout(function() rexp(1, 1 / STAY)) |>
    release("beds") |>
    set_attribute("left", left) |>
    leave(DIE_LEAVING) |>
    set_attribute("state", function() min(3, state() + (runif(1) < WORSE_LEAVING / (1 - DIE_LEAVING))))
  person <- trajectory() |>
    set_attribute("state", function() 1 + sum(runif(1) >= STARTS)) |>
    timeout(function() rexp(1, sum(RATES[state(), ]))) |>
    set_attribute("kind", befalls) |>
    set_attribute("state", function() state() + (kind() == 1)) |>
    branch(way, continue = c(TRUE, FALSE), in_bed, trajectory() |> timeout(0)) |>
    rollback(4)
  env |>
    add_resource("beds", floor(number * BEDS_PER_PERSON)) |>
    add_generator("person", person, at(rep(0, number)), mon = 0) |>
    run(until = YEARS)
  c(events, falls / number / YEARS)
}

given <- commandArgs(trailingOnly = TRUE)
set.seed(as.integer(given[3]))
began <- proc.time()[["elapsed"]]
done <- list(W1 = line, W3 = hold, W4 = population)[[given[1]]](as.numeric(given[2]))
seconds <- proc.time()[["elapsed"]] - began
cat(sprintf("%d,%f,%f\n", as.integer(done[1]), seconds, done[2]))
