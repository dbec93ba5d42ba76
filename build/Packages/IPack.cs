using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;

namespace TelegramBotStack.Build.Packages;

/// <summary>Makes the packages of this repository.</summary>
internal interface IPack : IHazJson
{
    /// <summary>Fills <c>artifacts/packages</c>, unless the packages of these sources are in it.</summary>
    Target Pack => _ => _
        .Description("Fill artifacts/packages, for a new bot: Scaffold --bot-feed artifacts/packages")
        .Executes(async () =>
        {
            // With --json standard output is for the result of the target that needs the packages.
            var screen = new Screen(Json);
            var packages = await PackageSet.MakeLocalAsync(RootDirectory.ToString(), screen.Line, CancellationToken.None);
            screen.Line($"{packages.Version}: {(packages.Made ? "packed" : "up to date")} in {packages.Directory}");
            ReportSummary(_ => new() { ["Version"] = packages.Version });
        });
}
