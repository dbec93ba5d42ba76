namespace TelegramBotStack.BuildEngine.Tests.Conformance;

/// <summary>Each recorded run in which the embedded engine differs from NUKE, with the reason.</summary>
internal static class DeliberateDifferences
{
    private const string MissingIsUsage = "A missing parameter is wrong usage (exit code 2), and the message says how to give it";
    private const string StricterInput = "Input that NUKE ignores with a warning ends the build: a deployment must not run with other values than its user gave";
    private const string PlanPrints = "--plan prints: a server has no browser";

    private static readonly (string, string)[] Help =
    [
        ("Disables displaying the NUKE logo.", "Disables displaying the logo."),
        ("Shows the execution plan (HTML).", "Shows the execution plan."),
    ];

    public static IReadOnlyDictionary<string, Difference> ByTitle { get; } = new Dictionary<string, Difference>
    {
        ["Shorthand DependsOn<IProbeBuild>() on a component with two targets"] = new("The recorded source had the shorthand in its class Build; here a class of its own has it")
        {
            Edits = [("'Build.Test'", "'ShorthandBuild.Test'")],
        },
        ["--help"] = new("Value sets are not read for help, and the logo and the plan are our own")
        {
            Edits =
            [
                .. Help,
                ("[WRN] Could not resolve value-set for IProbeBot.UserName\nSystem.ArgumentException: No single provider 'Build.UserName' found\n", ""),
            ],
        },
        ["Override: help shows one target"] = new("The logo and the plan are our own") { Edits = Help },
        ["No default target"] = new("The logo and the plan are our own") { Edits = Help },
        ["Default target with parameters from the command line"] = new(StricterInput)
        {
            ExitCode = 2,
            Output = "Parameter --roles takes several words or one word with ',' between its elements, not both: 'a,b c'.",
        },
        ["Two environment variables for one parameter"] = new(StricterInput)
        {
            ExitCode = 2,
            Output = "Parameter --server-host is set by several environment variables with different values: SERVER_HOST, NUKE_SERVER_HOST. Unset all but one.",
        },
        ["Missing required parameter (component parameter, Terminal host)"] = new(MissingIsUsage)
        {
            ExitCode = 2,
            Edits = [("to be not null or empty", "to be not null or empty\nSet the environment variable BOT_TOKEN.")],
        },
        ["Missing required parameter with verbosity verbose"] = new(MissingIsUsage)
        {
            ExitCode = 2,
            Edits =
            [
                ("System.Exception: Target 'DeployUp' requires member 'BotToken' to be not null or empty\n", ""),
                ("to be not null or empty", "to be not null or empty\nSet the environment variable BOT_TOKEN."),
            ],
        },
        ["Bool requirement violated"] = new("A requirement that is not met is wrong usage") { ExitCode = 2 },
        ["[Required] member"] = new(MissingIsUsage)
        {
            ExitCode = 2,
            Edits = [("to be not null or empty", "to be not null or empty\nGive --needed or set the environment variable NEEDED.")],
        },
        ["Unknown target"] = new("An unknown target is wrong usage") { ExitCode = 2 },
        ["Unknown parameter (silently ignored)"] = new(StricterInput) { ExitCode = 2, Output = "Unknown parameter --foo. --help lists all." },
        ["Wrong type"] = new(StricterInput) { ExitCode = 2, Output = "Parameter --retries: 'abc' is not a valid whole number (Int32)." },
        ["Bad enum"] = new(StricterInput) { ExitCode = 2, Output = "Parameter --bot-level: 'Nope' is none of Debug, Info, Warning." },
        ["--host GitHubActions"] = new("The annotation holds the text as it is logged") { Edits = [("::error::Target \"DeployUp\" has", "::error::Target DeployUp has")] },
        ["--plan on a machine without a browser"] = new(PlanPrints) { ExitCode = 0, Output = "Plan (in this order):\n   1. ProbeCompile" },
        ["--plan with a browser (xdg-open present): nothing is printed, the page is .nuke/temp/execution-plan.html"] = new(PlanPrints)
        {
            Output = "Plan (in this order):\n   1. ProbeCompile",
        },
        ["Hooks, two default targets, ProceedAfterFailure, ExitCode"] = new("The last hook logs like the others")
        {
            Edits = [("[INF] : hook OnBuildFinished", "[INF] hook OnBuildFinished")],
        },
        ["ProcessTasks.StartProcess(...).AssertZeroExitCode with exit code 3"] = new("Lines of two streams arrive in either order") { InAnyOrder = true },
        ["Requirement of a statically skipped (and invoked) target"] = new("Nothing is asked of a console that nobody sits at, and the message says how to give the value")
        {
            ExitCode = 2,
            Edits = [Prompt("RequireSkipped")],
        },
        ["Requirement of a dynamically skipped target is checked"] = new("Nothing is asked of a console that nobody sits at, and the message says how to give the value")
        {
            ExitCode = 2,
            Edits = [Prompt("RequireSkippedDynamic")],
        },
        ["secret in parameters.json that is not encrypted, password from the environment"] = new(StricterInput)
        {
            ExitCode = 2,
            Output = "Secret 'MySecret' in <root>/.nuke/parameters.json is not encrypted. Remove it from the file and set it in the environment instead.",
        },
        ["encrypted secret, wrong password"] = new(StricterInput)
        {
            ExitCode = 2,
            Output = "Secret 'BotToken' in <root>/.nuke/parameters.json cannot be decrypted: the password in PARAMS_KEY is wrong.",
        },
        ["encrypted secret, no password (console is not interactive)"] = new("A password is not asked for; the secret is left out with one line")
        {
            Output = """
                [WRN] Secret 'BotToken' in <root>/.nuke/parameters.json is left out: PARAMS_KEY holds no password.
                [WRN] Secret 'MySecret' in <root>/.nuke/parameters.json is left out: PARAMS_KEY holds no password.
                ╬══════════
                ║ First
                ╬══
                [INF] First x path <the PATH variable> flag False tri null list [] secret null bottoken null
                ╬══════════════════════
                ║ Errors & Warnings
                ╬═════════════
                [WRN] Secret 'BotToken' in <root>/.nuke/parameters.json is left out: PARAMS_KEY holds no password.
                [WRN] Secret 'MySecret' in <root>/.nuke/parameters.json is left out: PARAMS_KEY holds no password.
                ═══════════════════════════════════════
                Target             Status      Duration
                ───────────────────────────────────────
                First              Succeeded     < 1sec
                ───────────────────────────────────────
                Total                            < 1sec
                ═══════════════════════════════════════
                Build succeeded
                """,
        },
        ["missing profile"] = new(StricterInput) { ExitCode = 2, Output = "Profile 'nope' has no file: <root>/.nuke/parameters.nope.json." },
        ["Ctrl-C (SIGINT) while a target runs"] = Elsewhere("SignalTests: the running target ends first, then assured ones run, exit code 130"),
        ["Ctrl-C (SIGINT) while a target runs, an assured target is scheduled"] = Elsewhere("SignalTests: the running target ends first, then assured ones run, exit code 130"),
        ["SIGTERM while a target runs, an assured target is scheduled"] = Elsewhere("SignalTests: SIGTERM is handled like Ctrl-C"),
        ["Target property that captures a local (helper method that takes an argument): delegates differ on every read"] = new("The message names the target and the rule")
        {
            Output = "Target 'B' refers to a target that is not a property of the build. A target property must return an equal delegate at each read, so it cannot capture a local or an argument.",
        },
        ["Processes: {value:r} redacts, environment replaces, timeout, missing tool"] = new("The messages name the program and the cause")
        {
            Edits =
            [
                ("Expected condition to be true (Parameter 'process.WaitForExit()')", "Process 'sleep' did not end in time and was stopped."),
                ("Could not find 'no-such-tool' via '/usr/bin/which'.", "Could not find 'no-such-tool' in PATH."),
            ],
        },
        ["Working directory without .nuke in it or above it"] = new("One line in place of an unhandled exception")
        {
            ExitCode = 2,
            Output = "No directory '.nuke' in '<root>' or above it. Create it in the repository's root, or add '--root [path]'.",
        },
    };

    private static Difference Elsewhere(string where) => new(where) { ComparedElsewhere = where };

    private static (string, string) Prompt(string target) => (
        "MySecret:\n»\nThe value must be greater than or equal to zero and less than the console's buffer size in that dimension. (Parameter 'top')\nActual value was -1.",
        $"Target '{target}' requires member 'MySecret' to be not null or empty\nSet the environment variable MY_SECRET.");
}
