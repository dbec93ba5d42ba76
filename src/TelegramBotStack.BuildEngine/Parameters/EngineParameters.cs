namespace Nuke.Common.Parameters;

/// <summary>The parameters that every build has.</summary>
internal static class EngineParameters
{
    public static IReadOnlyList<EngineParameter> All { get; } =
    [
        new("Continue", "Indicates to continue a previously failed build attempt"),
        new("GenerateConfiguration", "Writes the workflow file of that name", Listed: false),
        new("Help", "Shows the help text for this build assembly"),
        new("Host", "Host for execution. Default is 'automatic'"),
        new("NoLogo", "Disables displaying the logo"),
        new("Partition", "Partition to use on CI", Listed: false),
        new("Plan", "Shows the execution plan"),
        new("Profile", "Defines the profiles to load"),
        new("Root", "Root directory during build execution"),
        new("ShellCompletion", "Writes the schema for shell completion", Listed: false),
        new("Skip", "List of targets to be skipped. Empty list skips all dependencies"),
        new("Target", "List of targets to be invoked. Default is '{default_target}'"),
        new("Verbosity", "Logging verbosity during build execution. Default is 'Normal'"),
    ];
}

/// <summary>A parameter of the engine.</summary>
internal sealed record EngineParameter(string Name, string Description, bool Listed = true);
