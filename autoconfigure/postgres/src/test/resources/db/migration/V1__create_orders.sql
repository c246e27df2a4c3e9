create table orders (id bigint generated always as identity primary key, sku text not null);
insert into orders (sku) values ('flyway');
