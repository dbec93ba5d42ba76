using System.Text;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Publishing;
using TelegramBotStack.Deployment.Sandbox;
using TelegramBotStack.Deployment.Tests.Hosts;

namespace TelegramBotStack.Deployment.Tests.Publishing;

public sealed class NativeProgramTests : IDisposable
{
    private static readonly NativeCompiler Laptop = new(IsLinux: true, "debian.12-x64", "amd64", program => program is "gcc" or "objcopy");

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_machine_like_the_host_with_a_compiler_builds_it()
    {
        Laptop.FindFor("amd64").ShouldBe("gcc");
        (Laptop with { Programs = _ => true }).FindFor("amd64").ShouldBe("clang");
    }

    [Fact]
    public void A_machine_that_cannot_build_it_says_why_and_what_to_do()
    {
        Refusal(Laptop with { IsLinux = false, Machine = "win-x64" }, "amd64").Message.ShouldContain("this machine is win-x64");
        Refusal(Laptop, "arm64").Message.ShouldContain("the host is arm64 and this machine amd64");
        var noCompiler = Refusal(Laptop with { Programs = _ => false }, "amd64");
        noCompiler.Message.ShouldContain("no C compiler");
        noCompiler.Mend.ShouldStartWith("Install it, in Debian and Ubuntu 'apt-get install clang");
        noCompiler.Mend.ShouldContain("take 'image: aot' out");
        Refusal(Laptop with { Programs = program => program == "clang" }, "amd64").Message.ShouldContain("objcopy");

        static DeploymentException Refusal(NativeCompiler machine, string architecture)
        {
            var error = Should.Throw<DeploymentException>(() => machine.FindFor(architecture));
            error.Code.ShouldBe("TBS6203");
            ((int)error.ExitCode).ShouldBe(1);
            return error;
        }
    }

    [Fact]
    public async Task Only_the_bots_own_project_is_compiled_natively_whatever_its_name()
    {
        var properties = Path.Combine(directory.Path, "native.props");
        foreach (var name in (string[])["It's a bot.proj", "Library.proj"])
        {
            await File.WriteAllTextAsync(
                Path.Combine(directory.Path, name), """<Project><Import Project="$(CustomAfterDirectoryBuildProps)" /></Project>""", TestContext.Current.CancellationToken);
        }

        NativeProperties.Write(properties, Path.Combine(directory.Path, "It's a bot.proj"), "gcc");

        (await PropertyOf("It's a bot.proj", "PublishAot")).ShouldBe("true");
        (await PropertyOf("It's a bot.proj", "CppCompilerAndLinker")).ShouldBe("gcc");
        (await PropertyOf("Library.proj", "PublishAot")).ShouldBe("");

        async Task<string> PropertyOf(string project, string property)
        {
            string[] arguments = ["msbuild", project, $"-getProperty:{property}", $"-p:CustomAfterDirectoryBuildProps={properties}"];
            var answer = await LocalTool.AskAsync("dotnet", arguments, directory.Path, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            answer.ShouldNotBeNull().ExitCode.ShouldBe(0, answer.Output + answer.Error);
            return answer.Output.Trim();
        }
    }

    [Fact]
    public async Task A_native_program_is_started_by_itself_and_only_it_is_executable()
    {
        foreach (var name in (string[])["Bot", "Bot.dbg", "libe_sqlite3.so", "appsettings.json", "Bot.pdb"])
        {
            await File.WriteAllTextAsync(Path.Combine(directory.Path, name), name, TestContext.Current.CancellationToken);
        }

        var app = PublishedApp.ReadNative(directory.Path).ShouldNotBeNull();

        app.EntryAssembly.ShouldBe("Bot");
        app.Packages.Files.ShouldHaveSingleItem().RelativePath.ShouldBe("libe_sqlite3.so");
        app.App.Files.Select(file => (file.RelativePath, file.IsExecutable)).ShouldBe([("Bot", true), ("appsettings.json", false)]);
        app.BaseImageFor(SandboxSettings.NativeImage).ShouldBe(SandboxSettings.NativeImage);
        Dockerfiles.App("below", app.Command, keepsContract: true).ShouldContain("""ENTRYPOINT ["/app/Bot"]""");
        Dockerfiles.App("below", app.Command, keepsContract: true).ShouldContain("""CMD ["/app/Bot", "--health"]""");
    }

    [Fact]
    public void A_publish_without_a_program_is_none() => PublishedApp.ReadNative(directory.Path).ShouldBeNull();

    [Fact]
    public async Task The_newest_glibc_a_program_asks_for_is_what_it_needs()
    {
        var program = Path.Combine(directory.Path, "Bot");
        await File.WriteAllTextAsync(program, "\0GLIBC_2.4\0GLIBC_2.38\0GLIBC_2.2.5\0GLIBC_PRIVATE\0GLIBC_2.99 is none\0", Encoding.Latin1, TestContext.Current.CancellationToken);

        LibcVersion.NeededBy(program).ShouldBe(new Version(2, 38));
        PublishErrors.LibcTooNew(new Version(2, 41), LibcVersion.OfImage).Message.ShouldBe("The native program needs glibc 2.41, which this machine has, and its image has 2.39.");
    }
}
