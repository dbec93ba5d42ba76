using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Exporting;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Exporting;

public sealed class ExportDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Target => Path.Combine(directory.Path, "export");

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Nothing_is_there_until_all_is_there_and_only_its_owner_may_read_it()
    {
        using (var export = ExportDirectory.Create(Target))
        {
            await using (var file = export.CreateFile("secrets/BOT_TOKEN"))
            {
                file.WriteByte(1);
            }

            Directory.Exists(Target).ShouldBeFalse();
            export.Complete();
        }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(Target, "secrets", "BOT_TOKEN")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Path.Combine(Target, "secrets")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.GetUnixFileMode(Target).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void One_that_is_not_completed_leaves_nothing()
    {
        using (var export = ExportDirectory.Create(Target))
        {
            export.CreateFile("secrets/BOT_TOKEN").Dispose();
        }

        Directory.EnumerateFileSystemEntries(directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_there_is_never_overwritten()
    {
        Directory.CreateDirectory(Target);
        ExportDirectory.Create(Target).Dispose();
        File.WriteAllText(Path.Combine(Target, "mine"), "mine");

        Should.Throw<DeploymentException>(() => ExportDirectory.Create(Target)).Code.ShouldBe("TBS3010");
        Should.Throw<DeploymentException>(() => ExportDirectory.Create(Path.Combine(Target, "mine"))).Code.ShouldBe("TBS3010");
    }
}
