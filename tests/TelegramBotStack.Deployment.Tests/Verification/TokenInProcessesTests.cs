using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Tests.Verification;

public class TokenInProcessesTests
{
    private const string Boot = "0d9c9c53-4a4e-4f5e-9d6a-0e2b8a1f7a11";
    private const string OtherBoot = "7c1f2c2e-94cf-4b7b-8a25-1a2b3c4d5e6f";

    [Fact]
    public void Nothing_is_found_where_nothing_has_the_token() => Find("").ShouldBeNull();

    [Fact]
    public void A_service_on_the_host_is_called_by_its_name() =>
        Find("python3\techo-bot.service\t 812 1\n").ShouldBe("The service 'echo-bot.service' (python3)");

    [Fact]
    public void A_program_on_the_host_is_called_by_its_process() =>
        Find("python3\t\t 4711 812\n").ShouldBe("The program 'python3' (process 4711)");

    [Fact]
    public void A_program_beside_the_deployer_may_only_have_inherited_the_variable() =>
        Find("code\t\t 4711 812\n", boot: OtherBoot).ShouldBeNull();

    [Fact]
    public void A_service_beside_the_deployer_is_found_but_not_the_one_that_deploys()
    {
        Find("python3\techo-bot.service\t 812\n", boot: OtherBoot).ShouldNotBeNull();
        Find("dotnet\trunner.service\t 900 77 12\n", boot: OtherBoot).ShouldBeNull();
    }

    private static string? Find(string programs, string boot = Boot) => TokenInProcesses.Find($"{programs}{OtherBoot}\n", boot, deployer: 77);
}
