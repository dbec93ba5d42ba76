namespace TelegramBotStack.Build.Packages;

/// <summary>Makes the packages of this repository.</summary>
internal interface IPack : INukeBuild
{
    /// <summary>Fills <c>artifacts/packages</c>, unless the packages of these sources are in it.</summary>
    Target Pack => _ => _
        .Description("Fill artifacts/packages, for a new bot: Scaffold --bot-feed artifacts/packages")
        .Executes(async () =>
        {
            var packages = await PackageSet.MakeLocalAsync(RootDirectory.ToString(), Console.WriteLine, CancellationToken.None);
            Console.WriteLine($"{packages.Version}: {(packages.Made ? "packed" : "up to date")} in {packages.Directory}");
            ReportSummary(_ => new() { ["Version"] = packages.Version });
        });
}
