using System.Diagnostics;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Diagnosis;

public sealed class DoctorTests : IDisposable
{
    private static readonly CheckCategory[] Local =
        [CheckCategory.Configuration, CheckCategory.Security, CheckCategory.Dependencies, CheckCategory.Files];

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Fix_mends_what_is_safe_says_what_it_did_and_looks_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of files.");
        Write(".gitignore", "bin/");
        Write(".env", "A=b");
        Run("chmod", "644", ".env");
        Configure();
        var before = await Look();
        before.Checks.Where(check => check.State == CheckState.Problem).Select(check => check.Code).ShouldBe(["TBS9045", "TBS9049"]);

        var report = await Look(fix: true);

        report.Problems.ShouldBe(0);
        Check(report, ".gitignore").Fixed.ShouldNotBeNull().ShouldContain(".env");
        Check(report, "permissions").Fixed.ShouldNotBeNull().ShouldContain("chmod 600");
        (await File.ReadAllTextAsync(Path.Combine(directory.Path, ".gitignore"), Cancellation)).ShouldBe("bin/\n.env\ndata/\n.nuke/temp/\n");
        (await Look(fix: true)).Checks.ShouldAllBe(check => check.Fixed == null, "a second time there is nothing to mend");
    }

    [Fact]
    public async Task Without_fix_nothing_is_changed()
    {
        Write(".gitignore", "bin/");
        Configure();
        var before = Snapshot();

        await Look();

        Snapshot().ShouldBe(before);
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_shown_and_what_it_rests_on_only_when_that_is_not_in_order()
    {
        Configure();
        var fine = await Look(categories: [CheckCategory.Secrets]);
        fine.Checks.ShouldAllBe(check => check.Category == CheckCategory.Secrets);

        File.Delete(Path.Combine(directory.Path, "deploy.yaml"));
        var broken = await Look(categories: [CheckCategory.Host]);

        broken.First.ShouldNotBeNull().Code.ShouldBe("TBS1001");
        broken.Checks.Where(check => check.Category == CheckCategory.Host).ShouldAllBe(check => check.State == CheckState.LeftOut);
        broken.Problems.ShouldBe(1);
    }

    [Fact]
    public async Task A_bot_in_any_language_has_no_packages_to_be_restored()
    {
        Write("Dockerfile", "FROM scratch\nUSER 1654\n");
        Write("deploy.yaml", "bot:\n  name: foreign\nhost: local\nhandover: stop-first\n");

        var report = await Look();

        report.Checks.ShouldContain(check => check.Check == "deploy.yaml" && check.State == CheckState.Ok);
        Check(report, "packages").State.ShouldBe(CheckState.LeftOut);
    }

    [Fact]
    public async Task A_token_in_the_env_file_is_at_hand_and_a_good_project_is_not_called_bad()
    {
        Configure();
        Write("deploy.yaml", "bot:\n  name: echo\n  project: bot.csproj\nhost: local\nsecrets:\n  BOT_TOKEN: { dotenv: BOT_TOKEN }\n");
        Write(".env", "BOT_TOKEN=123456789:AAbcdefghijklmnopqrstuvwxyz01234567\n");

        var report = await Look(categories: [CheckCategory.Secrets]);

        Check(report, "secrets").State.ShouldBe(CheckState.Ok);
        report.Checks.ShouldAllBe(check => !check.Found.Contains("AAbcdefghij"));
    }

    [Fact]
    public async Task Outside_of_git_nothing_is_said_of_git()
    {
        Write("deploy.yaml", "netwrok: host\n");

        var report = await Look();

        Check(report, ".gitignore").State.ShouldBe(CheckState.LeftOut);
        report.First.ShouldNotBeNull().Code.ShouldBe("TBS1002");
    }

    private Task<DoctorReport> Look(bool fix = false, CheckCategory[]? categories = null) => Doctor.RunAsync(
        new DoctorRequest(directory.Path, Environment: null) { Categories = (categories ?? Local).ToHashSet(), Fix = fix }, TimeProvider.System, Cancellation);

    private static CheckResult Check(DoctorReport report, string name) => report.Checks.First(check => check.Check == name);

    private void Configure()
    {
        Write("bot.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        Write("deploy.yaml", "bot:\n  name: echo\n  project: bot.csproj\nhost: local\nsecrets:\n  BOT_TOKEN: { file: .env.token }\n");
        Write(".env.token", "123456789:AAbcdefghijklmnopqrstuvwxyz01234567");
        if (!OperatingSystem.IsWindows())
        {
            Run("chmod", "600", ".env.token");
        }

        Run("git", "init", "--quiet");
        File.WriteAllText(Path.Combine(directory.Path, ".git", "info", "exclude"), ".env.token\n");
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(directory.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Snapshot() => string.Join('\n', Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/.git/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"));

    private void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = directory.Path })!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, program);
    }
}
