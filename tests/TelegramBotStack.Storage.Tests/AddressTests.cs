using Microsoft.Extensions.Configuration;
using StackExchange.Redis;
using TelegramBotStack.Configuration;
using TelegramBotStack.Storage.Redis;
using TelegramBotStack.Storage.Sql.Postgres;

namespace TelegramBotStack.Storage.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("Host=db;Port=5433;Database=bot;Username=ada;Password=p;SSL Mode=Require")]
    [InlineData("postgres://ada:p@db:5433/bot?sslmode=require")]
    [InlineData(" postgresql://ada:p@db:5433/bot?sslmode=require ")]
    public void An_address_of_PostgreSQL_is_read_in_each_of_its_forms(string text)
    {
        var address = PostgresAddress.Parse(text);

        (address.Host, address.Port, address.Database, address.Username, address.Password).ShouldBe(("db", 5433, "bot", "ada", "p"));
        address.SslMode.ShouldBe(Npgsql.SslMode.Require);
    }

    [Theory]
    [InlineData("db:6380,user=ada,password=p,ssl=true,defaultDatabase=2")]
    [InlineData("rediss://ada:p@db:6380/2")]
    public void An_address_of_Redis_is_read_in_each_of_its_forms(string text)
    {
        var options = RedisAddress.Parse(text);

        options.EndPoints.ShouldHaveSingleItem().ShouldBe(new System.Net.DnsEndPoint("db", 6380));
        (options.User, options.Password, options.Ssl, options.DefaultDatabase).ShouldBe(("ada", "p", true, 2));
    }

    [Theory]
    [InlineData("not an address hunter22")]
    [InlineData("Host=db;Pasword=hunter22")]
    [InlineData("postgres://:hunter22")]
    [InlineData("Password=hunter22")]
    public void A_malformed_address_of_PostgreSQL_is_refused_without_repeating_it(string text)
    {
        var exception = Should.Throw<BotConfigurationException>(() => PostgresAddress.Parse(text));
        exception.Code.ShouldBe("postgres-malformed");
        exception.ToString().ShouldNotContain("hunter22");
    }

    [Theory]
    [InlineData("password=hunter22")]
    [InlineData("redis://:hunter22")]
    [InlineData("redis://:hunter22@host/x")]
    public void A_malformed_address_of_Redis_is_refused_without_repeating_it(string text)
    {
        var exception = Should.Throw<BotConfigurationException>(() => RedisAddress.Parse(text));
        exception.Code.ShouldBe("redis-malformed");
        exception.ToString().ShouldNotContain("hunter22");
    }

    [Fact]
    public void A_missing_address_says_which_setting_to_set()
    {
        Should.Throw<BotConfigurationException>(() => PostgresAddress.Parse(null)).Message.ShouldContain("BOTSTACK_POSTGRES");
        Should.Throw<BotConfigurationException>(() => RedisAddress.Parse(" ")).Message.ShouldContain("BOTSTACK_REDIS");
    }

    [Theory]
    [InlineData("BOTSTACK_POSTGRES", "Host=db;Password=hunter22;Username=bot")]
    [InlineData("BOTSTACK_POSTGRES", "host=db; PWD = 'hunter22'")]
    [InlineData("BOTSTACK_POSTGRES", "postgres://bot:hunter22@db/bot")]
    [InlineData("BOTSTACK_REDIS", "db:6379,password=hunter22")]
    [InlineData("BOTSTACK_REDIS", "redis://:hunter%32%32@db")]
    public void The_password_of_a_database_is_masked_in_logs(string setting, string address)
    {
        var mask = SecretMask.For(new ConfigurationBuilder().AddInMemoryCollection([new(setting, address), new("BOT_TOKEN", "1:abcdef")]).Build());

        mask.Apply("The database said: hunter22 is wrong for 1:abcdef.").ShouldBe("The database said: *** is wrong for 1:***.");
        mask.Apply($"It was {address}.").ShouldBe("It was ***.");
        mask.IsIn("Nothing secret in db:6379.").ShouldBeFalse();
    }
}
